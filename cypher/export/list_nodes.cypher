// name: export.list_nodes(user_id)
// Every node of the user, in no order, without vectors. The labels are named so that their indexes serve.
MATCH (n:User|Session|Event|Sentence|Entity|Fact|Semantic|Access|SleepRun|Tombstone {user_id: $user_id})
RETURN n.id AS id, labels(n)[0] AS label,
       CASE WHEN n.packed IS NULL THEN coalesce(n.text, n.name, n.external_id, n.id) END AS caption,
       n.packed AS packed_caption, n.kind AS kind,
       n.occurred_at AS occurred_at, n.predicate AS predicate, n.polarity AS polarity,
       n.modality AS modality, n.status AS status, n.valid_from AS valid_from, n.valid_to AS valid_to,
       n.tier AS tier, n.speaker AS speaker
