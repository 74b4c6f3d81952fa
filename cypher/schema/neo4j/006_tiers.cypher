// name: schema.neo4j.006_tiers()#
// Semantic memories by revision, for the search structures; what the edges MOVED come from.
CREATE CONSTRAINT sleep_run_id IF NOT EXISTS FOR (n:SleepRun) REQUIRE n.id IS UNIQUE;
CREATE INDEX sleep_run_user IF NOT EXISTS FOR (n:SleepRun) ON (n.user_id);
CREATE INDEX semantic_revision IF NOT EXISTS FOR (n:Semantic) ON (n.user_id, n.revision)
