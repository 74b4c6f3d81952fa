// name: facts.link_subjects(rows, user_id)!
// Tie facts to their subjects, once. rows: id, subject_id
UNWIND $rows AS row
MATCH (f:Fact {id: row.id, user_id: $user_id})
USING INDEX f:Fact(id)
MATCH (n:Entity {id: row.subject_id, user_id: $user_id})
USING INDEX n:Entity(id)
MERGE (f)-[:SUBJECT]->(n)
