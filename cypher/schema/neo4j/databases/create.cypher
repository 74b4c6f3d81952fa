// name: schema.neo4j.databases.create(name)!
// Make a user's own database (run on the database "system"; Enterprise and Aura only).
CREATE DATABASE $name IF NOT EXISTS WAIT
