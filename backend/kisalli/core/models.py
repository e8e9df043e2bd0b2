"""The declarative base: naming convention, column types that every table shares."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, MetaData, SmallInteger, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import UserDefinedType
from typing_extensions import override

from kisalli.core.ids import new_id

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Xid8(UserDefinedType[str]):
    """PostgreSQL's 64-bit transaction id, read as text; comparisons happen in the database."""

    cache_ok = True

    @override
    def get_col_spec(self, **_: object) -> str:
        """Return the type's name in DDL."""
        return "xid8"


class Base(DeclarativeBase):
    """Base of all tables."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {
        datetime: DateTime(timezone=True),
        str: Text(),
        list[str]: ARRAY(Text()),
        list[int]: ARRAY(SmallInteger()),
        dict[str, Any]: JSONB(),
        list[dict[str, Any]]: JSONB(),
    }


Id = Annotated[UUID, mapped_column(primary_key=True, default=new_id)]
CreatedAt = Annotated[datetime, mapped_column(server_default=text("clock_timestamp()"))]
Version = Annotated[int, mapped_column(server_default=text("1"), default=1)]


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """Return a named CHECK that `column` is one of the enum's values (NULL passes)."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)
