// name: copy.create_sentences(rows, user_id)!
// Create Sentence nodes as they were read. rows: all properties
UNWIND $rows AS row
CREATE (n:Sentence {id: row.id})
SET n = row, n.user_id = $user_id
