// name: erase.find_remains(forms, user_id)
// Nodes in whose words, or ids of the caller's, one of some forms is left.
MATCH (n:Session|Event|Sentence|Entity|Fact|Semantic|Access {user_id: $user_id})
WHERE any(form IN $forms WHERE n.text CONTAINS form OR n.name CONTAINS form OR n.query CONTAINS form
                               OR n.external_id CONTAINS form OR n.literal CONTAINS form)
RETURN labels(n)[0] AS label, n.id AS id, n.text AS text, n.name AS name, n.query AS query,
       n.external_id AS external_id, n.literal AS literal
ORDER BY label, id
