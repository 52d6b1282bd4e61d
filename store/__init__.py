"""The ground floor: database engine, base class, column types, migrations and secret keys."""
