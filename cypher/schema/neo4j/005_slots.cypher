// name: schema.neo4j.005_slots()#
// Facts by subject and predicate ("slot"), by predicate and by revision: what a new fact is compared with.
MATCH (f:Fact)-[:SUBJECT]->(n:Entity) WHERE f.slot IS NULL SET f.slot = n.id + ':' + f.predicate;
CREATE INDEX fact_slot IF NOT EXISTS FOR (n:Fact) ON (n.user_id, n.slot);
CREATE INDEX fact_predicate IF NOT EXISTS FOR (n:Fact) ON (n.user_id, n.predicate);
CREATE INDEX fact_revision IF NOT EXISTS FOR (n:Fact) ON (n.user_id, n.revision)
