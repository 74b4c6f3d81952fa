// name: facts.merge_facts(rows, user_id, revision)!
// Create facts or strengthen the confidence of known ones.
//   rows: id, predicate, text, polarity, literal, valid_from, valid_to (epoch ms), confidence
UNWIND $rows AS row
MERGE (f:Fact {id: row.id})
ON CREATE SET f.user_id = $user_id, f.predicate = row.predicate, f.text = row.text,
              f.polarity = row.polarity, f.modality = 'asserted', f.literal = row.literal,
              f.status = 'active', f.valid_from = row.valid_from, f.valid_to = row.valid_to,
              f.strength = 1.0, f.decay_rate = 0.0, f.recall_count = 0, f.emotion = 0.0,
              f.confidence = row.confidence, f.revision = $revision
ON MATCH SET f.revision = $revision
