// name: facts.merge_facts(rows, user_id, revision)!
// Create facts, or give known ones the values that the writer merged from all their statements that stand.
//   rows: id, subject_id, predicate, text, polarity, modality, literal, valid_from, valid_to (epoch ms), confidence
UNWIND $rows AS row
MERGE (f:Fact {id: row.id, user_id: $user_id})
ON CREATE SET f.predicate = row.predicate, f.slot = row.subject_id + ':' + row.predicate,
              f.polarity = row.polarity, f.modality = row.modality,
              f.strength = 1.0, f.decay_rate = 0.0, f.recall_count = 0,
              f.emotion = 0.0
SET f.text = row.text, f.literal = row.literal, f.valid_from = row.valid_from,
    f.valid_to = row.valid_to, f.confidence = row.confidence, f.status = 'active', f.revision = $revision
