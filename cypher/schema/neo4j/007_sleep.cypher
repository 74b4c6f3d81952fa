// name: schema.neo4j.007_sleep()#
// Sleeps, and the claims of those who sleep over a memory.
CREATE CONSTRAINT sleep_run_id IF NOT EXISTS FOR (n:SleepRun) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT lease_id IF NOT EXISTS FOR (n:Lease) REQUIRE n.id IS UNIQUE;
CREATE INDEX sleep_run_user IF NOT EXISTS FOR (n:SleepRun) ON (n.user_id);
CREATE INDEX lease_user IF NOT EXISTS FOR (n:Lease) ON (n.user_id);
CREATE INDEX semantic_revision IF NOT EXISTS FOR (n:Semantic) ON (n.user_id, n.revision);
CALL db.awaitIndexes(300)
