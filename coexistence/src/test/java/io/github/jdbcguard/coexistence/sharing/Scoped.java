package io.github.jdbcguard.coexistence.sharing;

import io.github.jdbcguard.coexistence.GuardedApplication;
import io.github.jdbcguard.session.OnCompletion;
import io.github.jdbcguard.session.SessionMode;
import io.github.jdbcguard.session.SessionRegistry;
import io.github.jdbcguard.session.SessionScope;
import io.github.jdbcguard.session.TransactionalScope;

/**
 * The scopes that an application's work may be in. In each of them what was done is
 * committed at the end, and rolled back where the work fails.
 */
enum Scoped {

	/**
	 * A scope that the application has opened, and the session's own transaction in it.
	 */
	BY_THE_APPLICATION {

		@Override
		void run(GuardedApplication application, Runnable work) {
			try (SessionScope scope = application.bean(SessionRegistry.class)
				.open("job", OnCompletion.COMMIT, SessionMode.AUTO)) {
				work.run();
				scope.complete();
			}
		}

	},

	/**
	 * A transactional scope.
	 */
	BY_A_TRANSACTIONAL_SCOPE {

		@Override
		void run(GuardedApplication application, Runnable work) {
			application.bean(TransactionalScope.class).run((session) -> work.run());
		}

	},

	/**
	 * A transactional method.
	 */
	BY_A_TRANSACTIONAL_METHOD {

		@Override
		void run(GuardedApplication application, Runnable work) {
			application.bean(Propagations.class).required(() -> {
				work.run();
				return null;
			});
		}

	};

	abstract void run(GuardedApplication application, Runnable work);

}
