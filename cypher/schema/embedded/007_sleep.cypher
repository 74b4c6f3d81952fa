// name: schema.embedded.007_sleep()#
// The claims of those who sleep over a memory.
CREATE CONSTRAINT lease_id IF NOT EXISTS FOR (n:Lease) REQUIRE n.id IS UNIQUE;
