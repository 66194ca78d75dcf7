create table if not exists seed (
	round_no bigint primary key,
	amount int not null
);
