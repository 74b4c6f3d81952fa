// name: copy.link_sentence_statements(rows, user_id)!
// Create STATES edges as they were read. rows: source, target (ids), properties
UNWIND $rows AS row
MATCH (a:Sentence {id: row.source, user_id: $user_id}) USING INDEX a:Sentence(id)
MATCH (b:Fact {id: row.target, user_id: $user_id}) USING INDEX b:Fact(id)
CREATE (a)-[r:STATES]->(b)
SET r = row.properties
