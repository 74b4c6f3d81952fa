// name: schema.embedded.001_core()#
// Unique keys and range indexes.
CREATE CONSTRAINT user_id IF NOT EXISTS FOR (n:User) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT session_id IF NOT EXISTS FOR (n:Session) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT event_id IF NOT EXISTS FOR (n:Event) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT sentence_id IF NOT EXISTS FOR (n:Sentence) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT fact_id IF NOT EXISTS FOR (n:Fact) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT semantic_id IF NOT EXISTS FOR (n:Semantic) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT access_id IF NOT EXISTS FOR (n:Access) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT tombstone_id IF NOT EXISTS FOR (n:Tombstone) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT migration_id IF NOT EXISTS FOR (n:Migration) REQUIRE n.id IS UNIQUE;
CREATE INDEX event_revision IF NOT EXISTS FOR (n:Event) ON (n.revision);
CREATE INDEX event_occurred IF NOT EXISTS FOR (n:Event) ON (n.occurred_at);
CREATE INDEX session_started IF NOT EXISTS FOR (n:Session) ON (n.started_at);
CREATE INDEX entity_revision IF NOT EXISTS FOR (n:Entity) ON (n.revision);
CREATE INDEX entity_name IF NOT EXISTS FOR (n:Entity) ON (n.key);
CREATE INDEX tombstone_revision IF NOT EXISTS FOR (n:Tombstone) ON (n.revision);
