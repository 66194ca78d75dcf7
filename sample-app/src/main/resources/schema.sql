create table if not exists account (
	account_no varchar(20) primary key,
	owner varchar(100) not null,
	balance numeric(19, 2) not null check (balance >= 0),
	postings bigint not null,
	opened_at timestamp(6) not null
);

create table if not exists transfer (
	transfer_id varchar(36) primary key,
	from_account varchar(20) not null references account (account_no),
	to_account varchar(20) not null references account (account_no),
	amount numeric(19, 2) not null check (amount > 0),
	remark varchar(140) not null,
	made_at timestamp(6) not null
);

create table if not exists posting (
	account_no varchar(20) not null references account (account_no),
	posting_no bigint not null,
	transfer_id varchar(36) references transfer (transfer_id),
	remark varchar(140) not null,
	amount numeric(19, 2) not null,
	balance numeric(19, 2) not null,
	posted_at timestamp(6) not null,
	primary key (account_no, posting_no)
);
