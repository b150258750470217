"""What survives a fork of a warm process, what repeats in every child, and which threads imports leave.

    python forking.py [WORD...]     trials whose title has one of the words (default: all)

Each runs in a fresh interpreter, under a time limit.
"""

import os
import signal
import subprocess
import sys

BOUNDS = dict.fromkeys(["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"], "1")
LIMIT_SECONDS = 120
PRELUDE = """
import os, sys
def threads(): return len(os.listdir("/proc/self/task"))
def children(act, count=2):
    answers = []
    for _ in range(count):
        ends = os.pipe()
        pid = os.fork()
        if pid == 0:
            try: text = repr(act())
            except BaseException as error: text = f"{type(error).__name__}: {error}"
            os.write(ends[1], text.encode()); os._exit(0)
        os.close(ends[1]); answers.append(os.read(ends[0], 4096).decode()); os.waitpid(pid, 0)
    return answers
"""
MATMUL = "import numpy as np; square = lambda: float((np.ones((600, 600)) @ np.ones((600, 600)))[0, 0])"
OPERATION = "import tensorflow as tf; act = lambda: (float(tf.linalg.matmul(tf.ones((600, 600)), tf.ones((600, 600)))[0, 0]), threads())"
FIT = """
import tensorflow as tf
def act():
    model = tf.keras.Sequential([tf.keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    return round(float(model.fit(tf.ones((32, 2)), tf.ones((32, 1)), epochs=2, verbose=0).history["loss"][-1]) * 0 + 1), threads()
"""
FOREST = """
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
import numpy as np
points, labels = np.arange(400.0).reshape(200, 2), np.arange(200) % 2
"""
DRAWS = """
import random, uuid, secrets, tempfile, numpy as np
np.random.random(); random.random()
def draw():
    return {"random": round(random.random(), 6), "np.random": round(np.random.random(), 6), "default_rng": round(np.random.default_rng().random(), 6),
            "uuid4": str(uuid.uuid4())[:6], "secrets": secrets.token_hex(3), "hash": hash("a") % 10**6, "id": id(object()) % 10**6,
            "tempfile": next(tempfile._get_candidate_names())}
"""
TRIALS = [
    ("threads after import numpy", True, "import numpy; print(threads())"),
    ("threads after import numpy, no bounds", False, "import numpy; print(threads())"),
    ("threads after import sklearn, no bounds", False, "import sklearn.ensemble; print(threads())"),
    ("threads after import tensorflow", True, "import tensorflow; print(threads())"),
    ("threads after import tensorflow, no bounds", False, "import tensorflow; print(threads())"),
    ("matmul in parent, then in child", True, f"{MATMUL}; square(); print(threads(), children(square))"),
    ("matmul in parent, then in child, no bounds", False, f"{MATMUL}; square(); print(threads(), children(square))"),
    ("OpenMP (boosting) in parent, then in child", True, FOREST + "act = lambda: HistGradientBoostingClassifier(max_iter=5).fit(points, labels).score(points, labels) > 0.4\nact(); print(threads(), children(act))"),
    ("OpenMP (boosting) in parent, then in child, no bounds", False, FOREST + "act = lambda: HistGradientBoostingClassifier(max_iter=5).fit(points, labels).score(points, labels) > 0.4\nact(); print(threads(), children(act))"),
    ("forest with n_jobs=2 in child", True, FOREST + "act = lambda: RandomForestClassifier(10, n_jobs=2).fit(points, labels).score(points, labels) > 0.4\nprint(children(act))"),
    ("TensorFlow operation in child only", True, f"{OPERATION}; print(threads(), children(act))"),
    ("TensorFlow operation in parent, then in child", True, f"{OPERATION}; act(); print(threads(), children(act))"),
    ("TensorFlow fit in child only", True, FIT + "print(threads(), children(act))"),
    ("TensorFlow fit in parent, then in child", True, FIT + "act(); print(threads(), children(act))"),
    ("draws in two children", True, DRAWS + "print(*children(draw), sep='\\n    ')"),
    ("TensorFlow draws in two children", True, "import tensorflow as tf; print(children(lambda: float(tf.random.uniform(()))))"),
    ("keras seed drawn at import", True, "import tensorflow as tf, keras; print(children(lambda: keras.random.SeedGenerator().state.numpy().tolist()))"),
    ("hash seed of children", True, "print(children(lambda: hash('a')))"),
    ("figures and memory: matplotlib in child", True, "import matplotlib.pyplot as plt; print(children(lambda: (plt.get_backend(), plt.get_fignums())))"),
]


def main() -> None:
    for title, bounded, code in TRIALS:
        if sys.argv[1:] and not any(word in title for word in sys.argv[1:]):
            continue
        environment = {"PATH": "/usr/bin:/bin", "HOME": "/tmp", "MPLBACKEND": "Agg", "TF_CPP_MIN_LOG_LEVEL": "3", **(BOUNDS if bounded else {})}
        print(f"{title}: {said_by(code, environment)}", flush=True)


def said_by(code: str, environment: dict[str, str]) -> str:
    """What a fresh interpreter printed, or its last line of complaint. One that hangs is ended with its children."""
    command = [sys.executable, "-c", PRELUDE + code]
    trial = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        out, complaints = trial.communicate(timeout=LIMIT_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(trial.pid, signal.SIGKILL)
        trial.communicate()
        return f"HANGS (over {LIMIT_SECONDS} s)"
    return out.strip() or (complaints.strip().splitlines() or ["nothing"])[-1]


if __name__ == "__main__":
    main()
