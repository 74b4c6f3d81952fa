// name: events.set_sentence_embeddings(rows, user_id, revision)!
// Give sentences their vectors; their events are stamped, which is how caches learn of it.
//   rows: id, embedding, model
UNWIND $rows AS row
MATCH (s:Sentence {id: row.id, user_id: $user_id})<-[:HAS_SENTENCE]-(e:Event)
USING INDEX s:Sentence(id)
SET s.embedding = row.embedding, s.model = row.model, s.revision = $revision,
    e.revision = $revision
