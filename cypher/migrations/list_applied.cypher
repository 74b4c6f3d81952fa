// name: migrations.list_applied()
// Names of the schema steps this database has seen.
MATCH (m:Migration) RETURN m.id AS id ORDER BY id
