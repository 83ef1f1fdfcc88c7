"""Mutants: a module with one small mistake each, made from its syntax tree.

Left alone are annotations, docstrings and the texts of errors, which change nothing a test should
look at, and texts with spaces, such as SQL: spoiling those is noticed always and proves nothing.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

_COMPARE: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE,
    ast.GtE: ast.Gt, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_BINARY: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Add, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.LShift: ast.RShift,
    ast.RShift: ast.LShift, ast.BitXor: ast.BitOr,
}  # fmt: skip

Change = Callable[[Any], ast.AST | None]
"""Changes a node in place, or returns what is to stand there."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A mistake: its number in its module, the line, and what was done there."""

    number: int
    line: int
    what: str


def mutants(source: str) -> list[Mutant]:
    """Return every mutant of a module."""
    return [
        Mutant(number, _line(node), what)
        for number, (node, what, _) in enumerate(_sites(ast.parse(source)))
    ]


def mutated(source: str, number: int) -> str:
    """Return the module with one mutant's mistake in it."""
    tree = ast.parse(source)
    for at, (node, _, change) in enumerate(_sites(tree)):
        if at == number:
            replacement = change(node)
            if replacement is not None:
                tree = _Replace(node, ast.copy_location(replacement, node)).visit(tree)
            return ast.unparse(ast.fix_missing_locations(tree)) + "\n"
    raise IndexError(number)


def _sites(tree: ast.Module) -> Iterator[tuple[Any, str, Change]]:
    """Yield where a mistake can be made, which, and how."""
    for node in _behaviour(tree):
        for what, change in _mistakes(node):
            yield node, what, change


def _behaviour(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that say what happens, in the order of the text."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "bases", "decorator_list", "keywords"} and not (
            name == "keywords" and isinstance(node, ast.Call)
        ):
            continue
        children = value if isinstance(value, list) else [value]
        for child in children:
            if isinstance(child, ast.AST) and not _says_nothing(node, child):
                yield from _behaviour(child)


def _says_nothing(parent: ast.AST, child: ast.AST) -> bool:
    if isinstance(child, ast.ImportFrom | ast.Import):
        return True
    if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
        return True  # A docstring, or one of an attribute.
    if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
        return True
    is_text = isinstance(child, ast.JoinedStr | ast.Constant) and not isinstance(
        getattr(child, "value", None), int
    )
    if isinstance(parent, ast.Call) and is_text:
        called = ast.unparse(parent.func)
        return called.endswith(("Error", "_require", "TypeVar", "_log.info", "_log.error"))
    return isinstance(parent, ast.JoinedStr)


def _mistakes(node: ast.AST) -> Iterator[tuple[str, Change]]:
    match node:
        case ast.Compare():
            yield from _in_comparison(node)
        case ast.BoolOp() | ast.UnaryOp() | ast.BinOp() | ast.AugAssign():
            yield from _in_operator(node)
        case ast.Constant():
            yield from _in_constant(node)
        case ast.If() | ast.IfExp() | ast.While() if _is_plain(node.test):
            yield "condition negated", _negate
        case ast.comprehension():
            for at in range(len(node.ifs)):
                yield "filter removed", _without_filter(at)
        case ast.stmt():
            yield from _in_statement(node)


def _in_operator(
    node: ast.BoolOp | ast.UnaryOp | ast.BinOp | ast.AugAssign,
) -> Iterator[tuple[str, Change]]:
    match node:
        case ast.BoolOp():
            other = ast.Or if isinstance(node.op, ast.And) else ast.And
            yield f"{_name(node.op)} -> {other.__name__}", _set("op", other)
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield f"{_name(node.op)} removed", lambda node: node.operand
        case ast.BinOp() | ast.AugAssign() if type(node.op) in _BINARY:
            other_op = _BINARY[type(node.op)]
            yield f"{_name(node.op)} -> {other_op.__name__}", _set("op", other_op)
    if isinstance(node, ast.AugAssign):
        yield "statement removed", lambda _: ast.Pass()


def _in_statement(node: ast.stmt) -> Iterator[tuple[str, Change]]:
    match node:
        case ast.Return(value=ast.expr()) if not _is_none(node.value):
            yield "returns None", lambda _: ast.Return(ast.Constant(None))
        case ast.Expr() if not isinstance(node.value, ast.Yield | ast.YieldFrom):
            yield "statement removed", lambda _: ast.Pass()
        case ast.Raise():
            yield "raise removed", lambda _: ast.Pass()
        case ast.Continue():
            yield "continue -> break", lambda _: ast.Break()
        case ast.Break():
            yield "break -> continue", lambda _: ast.Continue()


def _in_comparison(node: ast.Compare) -> Iterator[tuple[str, Change]]:
    for at, operator in enumerate(node.ops):
        other = _COMPARE[type(operator)]

        def change(node: ast.Compare, at: int = at, other: type[ast.cmpop] = other) -> None:
            node.ops[at] = other()

        yield f"{_name(operator)} -> {other.__name__}", change


def _in_constant(node: ast.Constant) -> Iterator[tuple[str, Change]]:
    value = node.value
    if isinstance(value, bool):
        yield f"{value} -> {not value}", _set_value(not value)
    elif isinstance(value, int):
        yield f"{value} -> {value + 1}", _set_value(value + 1)
    elif isinstance(value, str) and " " not in value:
        yield f"{value!r} spoilt", _set_value(f"{value}XX")


def _set(name: str, kind: type[ast.AST]) -> Change:
    return lambda node: setattr(node, name, kind())


def _set_value(value: object) -> Change:
    return lambda node: setattr(node, "value", value)


def _negate(node: ast.If | ast.IfExp | ast.While) -> None:
    node.test = ast.UnaryOp(ast.Not(), node.test)


def _without_filter(at: int) -> Change:
    def change(node: ast.comprehension) -> None:
        del node.ifs[at]

    return change


def _line(node: Any) -> int:
    return int(getattr(node, "lineno", 0) or node.target.lineno)


def _is_plain(test: ast.expr) -> bool:
    """Tell whether nothing else turns a condition round."""
    return isinstance(test, ast.Name | ast.Attribute | ast.Call | ast.Subscript)


def _is_none(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _name(operator: ast.AST) -> str:
    return type(operator).__name__


class _Replace(ast.NodeTransformer):
    """Puts one node in the place of another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old, self._new = old, copy.deepcopy(new)

    def visit(self, node: ast.AST) -> Any:
        """Return what stands in a node's place."""
        return self._new if node is self._old else self.generic_visit(node)
