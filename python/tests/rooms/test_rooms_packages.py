"""Packages of the submission: their parts are loaded there, once, whatever the exam imports first."""


def test_a_part_of_a_package_is_executed_once(desk):
    submission = {
        "pack/__init__.py": "from . import part\n",
        "pack/part/__init__.py": "from .inner import value\ndel inner\n",
        "pack/part/inner.py": "value = 3\n",
    }
    desk.accepts(
        """
        import pack.part
        from pack.part import value

        def test_value():
            assert value == pack.part.value == 3
        """,
        submission,
    )
