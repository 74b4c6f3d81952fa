// name: erase.scrub_queries(forms, user_id)!
// Take recalls whose question holds one of some forms out of the access log; return how many.
MATCH (a:Access {user_id: $user_id})
WHERE any(form IN $forms WHERE a.query CONTAINS form)
DETACH DELETE a
RETURN count(*) AS n
