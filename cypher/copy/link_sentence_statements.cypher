// name: copy.link_sentence_statements(rows, user_id)!
// Create STATES edges as they were read. rows: source, target (ids), properties
UNWIND $rows AS row
MATCH (a:Sentence {id: row.source, user_id: $user_id})
MATCH (b:Fact {id: row.target, user_id: $user_id})
CREATE (a)-[r:STATES]->(b)
SET r = row.properties
