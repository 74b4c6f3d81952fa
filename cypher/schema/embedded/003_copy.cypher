// name: schema.embedded.003_copy()#
// The mark of a copy that is not finished.
CREATE CONSTRAINT copy_id IF NOT EXISTS FOR (n:Copy) REQUIRE n.id IS UNIQUE;
