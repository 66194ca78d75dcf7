package io.github.jdbcguard.process;

import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Takes part in CRaC checkpoints, AWS Lambda SnapStart among them, through
 * {@code org.crac}. On a JVM that cannot take checkpoints registering does nothing.
 */
final class CracHooks implements Resource {

	private final ProcessWatch watch;

	/**
	 * Whether we refused the checkpoint that is being undone: then nothing was restored.
	 */
	private volatile boolean refused;

	CracHooks(ProcessWatch watch) {
		this.watch = watch;
	}

	/**
	 * Register with the global context, which refers to its resources only weakly.
	 * @return what to hold on to
	 */
	static Object register(ProcessWatch watch) {
		CracHooks hooks = new CracHooks(watch);
		Core.getGlobalContext().register(hooks);
		return hooks;
	}

	@Override
	public void beforeCheckpoint(Context<? extends Resource> context) throws Exception {
		this.refused = true;
		this.watch.beforeCheckpoint();
		this.refused = false;
	}

	@Override
	public void afterRestore(Context<? extends Resource> context) {
		if (this.refused) {
			this.watch.afterRefusal();
		}
		else {
			this.watch.afterRestore("restored by CRaC");
		}
		this.refused = false;
	}

}
