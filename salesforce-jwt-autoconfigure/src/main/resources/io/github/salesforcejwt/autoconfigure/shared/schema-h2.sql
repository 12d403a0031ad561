create table if not exists SALESFORCE_SESSION (
	ID varchar(100) not null,
	VERSION bigint not null,
	SESSION_VALUE varchar(16000),
	LEASE_OWNER varchar(36),
	LEASE_UNTIL bigint not null,
	EXPIRES_AT bigint not null,
	primary key (ID)
);
