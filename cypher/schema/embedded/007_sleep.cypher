// name: schema.embedded.007_sleep()#
// Sleeps, and the claims of those who sleep over a memory.
CREATE CONSTRAINT sleep_run_id IF NOT EXISTS FOR (n:SleepRun) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT lease_id IF NOT EXISTS FOR (n:Lease) REQUIRE n.id IS UNIQUE;
