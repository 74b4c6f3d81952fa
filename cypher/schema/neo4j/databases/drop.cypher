// name: schema.neo4j.databases.drop(name)!
// Remove a user's own database (run on the database "system").
DROP DATABASE $name IF EXISTS DESTROY DATA WAIT
