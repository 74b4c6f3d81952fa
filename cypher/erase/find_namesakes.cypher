// name: erase.find_namesakes(forms, user_id)
// Entities of whose names one holds a form.
MATCH (n:Entity {user_id: $user_id})
WHERE any(alias IN n.aliases WHERE any(form IN $forms WHERE alias CONTAINS form))
RETURN n.id AS id, n.aliases AS aliases ORDER BY id
