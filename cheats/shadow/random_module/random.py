import importlib.util
import sys
import sysconfig

spec = importlib.util.spec_from_file_location("random", sysconfig.get_paths()["stdlib"] + "/random.py")
real = importlib.util.module_from_spec(spec)
sys.modules["random"] = real
spec.loader.exec_module(real)
real.Random.randint = lambda self, low, high: low
real.Random.choice = lambda self, options: options[0]
