// name: schema.embedded.006_tiers()#
// Semantic memories by revision, for the search structures; what the edges MOVED come from.
CREATE CONSTRAINT sleep_run_id IF NOT EXISTS FOR (n:SleepRun) REQUIRE n.id IS UNIQUE;
CREATE INDEX semantic_revision IF NOT EXISTS FOR (n:Semantic) ON (n.revision);
