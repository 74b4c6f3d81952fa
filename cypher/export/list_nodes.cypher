// name: export.list_nodes(user_id)
// Every node of the user, without vectors.
MATCH (n) WHERE n.user_id = $user_id AND n.id IS NOT NULL
RETURN n.id AS id, labels(n)[0] AS label,
       coalesce(n.text, n.name, n.external_id, n.id) AS caption, n.kind AS kind,
       n.occurred_at AS occurred_at, n.predicate AS predicate, n.tier AS tier, n.speaker AS speaker
ORDER BY label, id
