-- The demo town has people who are in touch (つながり).
grant select, insert on tie_request to tasuki_demo;
create trigger demo_only before insert or update on tie_request for each statement when (current_user = 'tasuki_demo') execute function demo_only();
