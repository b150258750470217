"""Mirrored classes and instances."""

import abc
import copy
import dataclasses
import inspect
from unittest import mock

import pytest

SHAPES = """
import abc
class Shape(abc.ABC):
    '''A shape.'''
    sides = 0
    def __init__(self, name='shape'): self.name = name
    @abc.abstractmethod
    def area(self): ...
    def describe(self): return f'{self.name} {self.area()}'
    @property
    def upper(self): return self.name.upper()
    @upper.setter
    def upper(self, value): self.name = value.lower()
    @staticmethod
    def unit(): return 'cm'
    @classmethod
    def make(cls, *args): return cls(*args)
class Square(Shape):
    sides = 4
    def __init__(self, size): super().__init__('square'); self.size = size
    def area(self): return self.size ** 2
    def __len__(self): return 4
    def __getitem__(self, i): return self.size
    def __call__(self, x): return x + self.size
    def __repr__(self): return f'Square({self.size})'
    def __add__(self, other): return Square(self.size + getattr(other, 'size', other))
def total(shapes): return sum(shape.area() for shape in shapes)
def same(a, b): return a is b
"""


def test_instances_behave(solution):
    module = solution(SHAPES)
    square = module.Square(3)
    assert isinstance(square, module.Square) and isinstance(square, module.Shape) and isinstance(square, abc.ABC)
    assert issubclass(module.Square, module.Shape) and not issubclass(module.Shape, module.Square)
    assert square.area() == 9 and square.describe() == "square 9" and square.size == 3
    assert len(square) == 4 and square[0] == 3 and square(1) == 4 and repr(square) == "Square(3)"
    assert (square + 2).size == 5 and (square + square).size == 6
    assert square.upper == "SQUARE"
    square.upper = "BOX"
    assert square.name == "box"
    assert module.Square.unit() == "cm" and module.Square.make(2).area() == 4
    assert module.Square.sides == 4 and module.Shape.__doc__ == "A shape."
    assert type(square) is module.Square and square.__class__ is module.Square
    assert module.same(square, square)
    with pytest.raises(TypeError):
        module.Shape()
    with pytest.raises(AttributeError):
        square.missing
    del square.size
    assert not hasattr(square, "size")


def test_class_attributes_are_live(solution):
    module = solution(SHAPES)
    square = module.Square(1)
    module.Square.sides = 5
    assert square.sides == 5
    with mock.patch.object(module.Square, "area", return_value=77) as patched:
        assert square.describe() == "square 77"
        assert square.area() == 77
        assert patched.call_count == 2
    assert square.describe() == "square 1" and square.area() == 1
    with mock.patch.object(square, "area", return_value=8) as patched:
        assert square.describe() == "square 8"
        assert square.area() == 8
        square.area.assert_called_with()
    assert square.area() == 1


def test_a_test_subclasses_a_class_of_the_submission(solution):
    module = solution(SHAPES)

    class Circle(module.Shape):
        sides = 1

        def __init__(self, radius):
            super().__init__("circle")
            self.radius = radius

        def area(self):
            return self.radius * 3

        def describe(self):
            return "a " + super().describe()

        @property
        def double(self):
            return self.radius * 2

        def __len__(self):
            return 1

    circle = Circle(2)
    assert isinstance(circle, Circle) and isinstance(circle, module.Shape) and issubclass(Circle, module.Shape)
    assert circle.describe() == "a circle 6" and circle.double == 4 and len(circle) == 1
    assert module.total([circle, module.Square(1)]) == 7
    assert type(circle) is Circle

    class Half(module.Shape):
        pass

    with pytest.raises(TypeError):
        Half()


def test_identity_and_hash_hold(solution):
    module = solution(
        """
        class P:
            def __init__(self, x): self.x = x
            def __eq__(self, o): return isinstance(o, P) and o.x == self.x
            def __hash__(self): return hash(self.x)
        one = P(1)
        def get(): return one
        def many(): return {P(1), P(2)}
        def table(): return {P(1): 'a'}
        """
    )
    assert module.get() is module.one
    assert module.P(1) == module.P(1) and module.P(1) != module.P(2)
    assert module.P(1) in module.many() and len(module.many()) == 2
    assert module.table()[module.P(1)] == "a"
    assert len({module.P(1), module.P(1)}) == 1


def test_dataclasses_work(solution):
    module = solution(
        """
        from dataclasses import dataclass, field
        @dataclass(frozen=True, order=True)
        class Point:
            x: int
            y: int = 0
            tags: list = field(default_factory=list, compare=False)
        """
    )
    point = module.Point(1, 2)
    assert dataclasses.is_dataclass(point) and dataclasses.is_dataclass(module.Point)
    assert [f.name for f in dataclasses.fields(point)] == ["x", "y", "tags"]
    assert dataclasses.fields(point)[1].default == 0 and dataclasses.fields(module.Point)[0].type is int
    assert dataclasses.asdict(point) == {"x": 1, "y": 2, "tags": []}
    assert dataclasses.astuple(point) == (1, 2, [])
    assert dataclasses.replace(point, x=5).x == 5
    assert point == module.Point(1, 2) and point < module.Point(2) and repr(point) == "Point(x=1, y=2, tags=[])"
    with pytest.raises(dataclasses.FrozenInstanceError):
        point.x = 3
    assert hash(point) == hash(module.Point(1, 2))


def test_copies_are_made_there(solution):
    module = solution("class A:\n    def __init__(self): self.items = [1]")
    first = module.A()
    second, third = copy.copy(first), copy.deepcopy(first)
    assert second is not first and second.items is first.items
    assert third.items == [1] and third.items is not first.items


def test_functions_look_like_functions(solution):
    module = solution(
        """
        import functools
        def f(a: int, b: str = 'x', *args, c=1, **kw) -> bool:
            '''Doc.'''
            return True
        async def co(): return 1
        def gen(): yield 1
        @functools.lru_cache
        def fib(n): return n
        f.tag = 5
        class A:
            def m(self, q): pass
        """
    )
    assert inspect.isfunction(module.f) and module.f.__name__ == "f" and module.f.__doc__ == "Doc."
    assert str(inspect.signature(module.f)) == "(a: int, b: str = 'x', *args, c=1, **kw) -> bool"
    assert module.f.__annotations__["a"] is int and module.f.__defaults__ == ("x",) and module.f.tag == 5
    assert inspect.iscoroutinefunction(module.co) and inspect.isgeneratorfunction(module.gen)
    assert not inspect.iscoroutinefunction(module.f)
    assert module.fib(3) == 3 and module.fib(3) == 3 and module.fib.cache_info().hits == 1
    module.fib.cache_clear()
    assert module.f.__module__ == "solution"
    assert str(inspect.signature(module.A)) == "()" and str(inspect.signature(module.A.m)) == "(self, q)"
    assert inspect.ismethod(module.A().m) and inspect.isclass(module.A)


def test_doubles_and_dataclasses_build_on_classes_of_the_submission(solution):
    module = solution(
        """
        from dataclasses import dataclass, field
        @dataclass
        class Base:
            a: int
            b: list = field(default_factory=list)
            limit = 7
            def total(self): return self.a + sum(self.b)
        """
    )

    @dataclasses.dataclass
    class More(module.Base):
        c: int = 3

    more = More(1, [2], 4)
    assert (more.total(), more.c, More(1).c) == (3, 4, 3)
    assert [field.name for field in dataclasses.fields(More)] == ["a", "b", "c"]
    assert vars(more) == {"a": 1, "b": [2], "c": 4}
    assert isinstance(mock.Mock(spec=module.Base), module.Base)
    with mock.patch.object(module.Base, "limit", 9):
        assert more.limit == 9
    assert module.Base.limit == 7 and more.limit == 7


def test_descriptors_and_decorators_of_the_submission_work_on_test_classes(solution):
    module = solution(
        """
        class Typed:
            def __set_name__(self, owner, name): self.name = '_' + name
            def __get__(self, obj, owner): return self if obj is None else getattr(obj, self.name)
            def __set__(self, obj, value):
                if not isinstance(value, int): raise TypeError('bad')
                setattr(obj, self.name, value)
        class Meta(type):
            def __new__(m, name, bases, ns): return super().__new__(m, name, bases, ns | {'added': 1})
        def add_repr(cls):
            cls.__repr__ = lambda self: 'shown'
            return cls
        """
    )

    class Person:
        age = module.Typed()

    @module.add_repr
    class Shown:
        pass

    class Made(metaclass=module.Meta):
        pass

    person = Person()
    person.age = 5
    assert person.age == 5 and repr(Shown()) == "shown" and Made.added == 1
    with pytest.raises(TypeError):
        person.age = "x"


def test_an_abstract_property_is_overridden_in_the_submission(solution):
    module = solution("""
        import abc
        class Shape(abc.ABC):
            @property
            @abc.abstractmethod
            def area(self):
                ...
        class Square(Shape):
            @property
            def area(self):
                return 4
    """)
    assert module.Square().area == 4
    with pytest.raises(TypeError):
        module.Shape()


def test_a_decorator_that_is_an_object_has_the_texts_of_its_function(solution):
    module = solution("""
        import functools
        class Counted:
            "Counts calls."
            def __init__(self, function):
                functools.update_wrapper(self, function)
                self.function = function
            def __call__(self, *args):
                return self.function(*args)
        @Counted
        def add(first, second):
            "Add two numbers."
            return first + second
        plain = object.__new__(Counted)
    """)
    add = module.add
    assert (add.__name__, add.__qualname__, add.__doc__, add.__module__) == ("add", "add", "Add two numbers.", "solution")
    assert (module.plain.__doc__, module.plain.__module__) == ("Counts calls.", "solution")
    assert not hasattr(module.plain, "__name__")
    add.__doc__ = "new"
    assert add.__doc__ == "new"
    assert str(inspect.signature(add)) == "(first, second)"


def test_a_class_that_refuses_to_be_iterated_refuses_here_too(solution):
    module = solution("""
        class Closed:
            __iter__ = None
            def __getitem__(self, place):
                return place
        def is_iterable(value):
            try:
                iter(value)
            except TypeError:
                return False
            return True
    """)

    class Here:
        __iter__ = None

        def __getitem__(self, place):
            return place

    assert not module.is_iterable(Here())
    with pytest.raises(TypeError):
        iter(module.Closed())


def test_an_iterator_of_the_test_is_split_without_losing_an_element(solution):
    module = solution("""
        import itertools
        def twice(values):
            first, second = itertools.tee(values)
            return list(first), list(second)
    """)
    assert module.twice(map(str, range(3))) == (["0", "1", "2"], ["0", "1", "2"])


def test_an_object_may_document_itself_and_be_abstract(solution):
    module = solution("""
        class Cached:
            def __init__(self, function):
                self.function = function
                self.__isabstractmethod__ = getattr(function, "__isabstractmethod__", False)
            @property
            def __doc__(self):
                return f"cached {self.function.__name__}"
        def plain():
            pass
        cached = Cached(plain)
    """)
    assert module.cached.__doc__ == "cached plain"
    module.cached.__isabstractmethod__ = True

    class Shape(abc.ABC):
        area = module.cached

    with pytest.raises(TypeError):
        Shape()
