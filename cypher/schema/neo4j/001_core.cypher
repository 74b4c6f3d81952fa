// name: schema.neo4j.001_core()#
// Unique keys and range indexes; several users share a database, so the user stands first.
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
CREATE INDEX user_user IF NOT EXISTS FOR (n:User) ON (n.user_id);
CREATE INDEX session_user IF NOT EXISTS FOR (n:Session) ON (n.user_id);
CREATE INDEX event_user IF NOT EXISTS FOR (n:Event) ON (n.user_id);
CREATE INDEX sentence_user IF NOT EXISTS FOR (n:Sentence) ON (n.user_id);
CREATE INDEX entity_user IF NOT EXISTS FOR (n:Entity) ON (n.user_id);
CREATE INDEX fact_user IF NOT EXISTS FOR (n:Fact) ON (n.user_id);
CREATE INDEX semantic_user IF NOT EXISTS FOR (n:Semantic) ON (n.user_id);
CREATE INDEX access_user IF NOT EXISTS FOR (n:Access) ON (n.user_id);
CREATE INDEX tombstone_user IF NOT EXISTS FOR (n:Tombstone) ON (n.user_id);
CREATE INDEX event_revision IF NOT EXISTS FOR (n:Event) ON (n.user_id, n.revision);
CREATE INDEX event_occurred IF NOT EXISTS FOR (n:Event) ON (n.user_id, n.occurred_at);
CREATE INDEX event_external IF NOT EXISTS FOR (n:Event) ON (n.user_id, n.external_id);
CREATE INDEX session_started IF NOT EXISTS FOR (n:Session) ON (n.user_id, n.started_at);
CREATE INDEX session_revision IF NOT EXISTS FOR (n:Session) ON (n.user_id, n.revision);
CREATE INDEX entity_revision IF NOT EXISTS FOR (n:Entity) ON (n.user_id, n.revision);
CREATE INDEX entity_name IF NOT EXISTS FOR (n:Entity) ON (n.user_id, n.key);
CREATE INDEX tombstone_revision IF NOT EXISTS FOR (n:Tombstone) ON (n.user_id, n.revision)
