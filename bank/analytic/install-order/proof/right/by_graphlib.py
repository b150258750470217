from graphlib import CycleError, TopologicalSorter


def install_order(needs):
    try:
        return list(TopologicalSorter(needs).static_order())
    except CycleError as error:
        raise ValueError(f"a circle: {error.args[1]}") from error
