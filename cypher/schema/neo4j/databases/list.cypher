// name: schema.neo4j.databases.list(prefix)
// Names of the users' own databases (run on the database "system").
SHOW DATABASES YIELD name WHERE name STARTS WITH $prefix RETURN DISTINCT name AS name ORDER BY name
