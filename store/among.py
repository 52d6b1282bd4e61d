"""Ask for the rows of many values with a statement that reads the same however many they are."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Any, Self

from sqlalchemy import BindParameter, Boolean, Case, ColumnElement, String, bindparam, case
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import TypeDecorator, TypeEngine


class _Many(TypeDecorator[Collection[object]]):
    """Values in one parameter: an array, or their JSON where there are no arrays."""

    impl = String
    cache_ok = True

    def __init__(self, each: TypeEngine[Any]) -> None:
        """`each`: the type of one."""
        super().__init__()
        self.each = each

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """An array on PostgreSQL."""
        kind = ARRAY(self.each) if dialect.name == "postgresql" else String()
        return dialect.type_descriptor(kind)

    def process_bind_param(
        self, value: Collection[object] | None, dialect: Dialect
    ) -> Collection[object] | None:
        """As it is, or as JSON."""
        return value if dialect.name == "postgresql" else json.dumps(value)


class _Among(FunctionElement[bool]):
    """column IN values, with the values in one parameter."""

    name = "among"
    type = Boolean()
    inherit_cache = True

    def self_group(self, against: OperatorType | None = None) -> Self:  # noqa: ARG002
        """Stand in a WHERE as it is: with the usual "= 1" behind it SQLite uses no index."""
        return self


@compiles(_Among, "sqlite")
def _among_json(element: _Among, compiler: SQLCompiler, **options: object) -> str:
    column, values = (compiler.process(part, **options) for part in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608 - compiled parts


@compiles(_Among, "postgresql")
def _among_array(element: _Among, compiler: SQLCompiler, **options: object) -> str:
    column, values = (compiler.process(part, **options) for part in element.clauses)
    return f"{column} = ANY ({values})"


def among(
    column: ColumnElement[Any] | InstrumentedAttribute[Any], values: Collection[int | str]
) -> ColumnElement[bool]:
    """That a column holds one of these integers, or one of these texts.

    Unlike `in_` the statement is the same text for one value and for a thousand, so that the
    database and its driver prepare it once, and there is no limit to how many there may be.
    """
    clause: ColumnElement[Any] = column.expression
    many: BindParameter[Any] = bindparam(None, list(values), type_=_Many(clause.type), unique=True)
    return _Among(clause, many)


def among_given(
    column: ColumnElement[Any] | InstrumentedAttribute[Any], name: str
) -> ColumnElement[bool]:
    """Like `among` with values (a list) that come as the parameter `name`.

    For a statement that is made once and run often: making it takes longer than running it.
    """
    clause: ColumnElement[Any] = column.expression
    return _Among(clause, bindparam(name, type_=_Many(clause.type)))


def group_given(
    column: ColumnElement[Any] | InstrumentedAttribute[Any], names: Iterable[str]
) -> Case[str]:
    """The name of the group that holds the column's value, of groups that do not overlap.

    The values of each group (a list) come as the parameter of its name; NULL where none holds it.
    """
    return case(*((among_given(column, name), name) for name in names))
