// name: schema.neo4j.007_sleep()#
// The claims of those who sleep over a memory.
CREATE CONSTRAINT lease_id IF NOT EXISTS FOR (n:Lease) REQUIRE n.id IS UNIQUE;
CREATE INDEX lease_user IF NOT EXISTS FOR (n:Lease) ON (n.user_id)
