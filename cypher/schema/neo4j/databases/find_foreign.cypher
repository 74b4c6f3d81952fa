// name: schema.neo4j.databases.find_foreign()^
// Whether the database holds anything that graphmem did not put there.
MATCH (n) WITH n LIMIT 1 RETURN count(n) > 0 AS found
