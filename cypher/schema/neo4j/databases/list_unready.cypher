// name: schema.neo4j.databases.list_unready()
// Indexes of a database that are being filled, or could not be.
SHOW INDEXES YIELD name, state WHERE state <> 'ONLINE' RETURN name, state ORDER BY name
