// name: copy.link_sentences(rows, user_id)!
// Create HAS_SENTENCE edges as they were read. rows: source, target (ids), properties
UNWIND $rows AS row
MATCH (a:Event {id: row.source, user_id: $user_id}) USING INDEX a:Event(id)
MATCH (b:Sentence {id: row.target, user_id: $user_id}) USING INDEX b:Sentence(id)
CREATE (a)-[r:HAS_SENTENCE]->(b)
SET r = row.properties
