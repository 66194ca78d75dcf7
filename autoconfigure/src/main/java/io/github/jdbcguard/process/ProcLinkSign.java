package io.github.jdbcguard.process;

/**
 * {@link ForkSign} that reads the link {@code /proc/self} every time.
 */
final class ProcLinkSign implements ForkSign {

	private volatile String pid = OperatingSystemIdentity.readPid();

	@Override
	public boolean intact() {
		return this.pid.equals(OperatingSystemIdentity.readPid());
	}

	@Override
	public void set() {
		this.pid = OperatingSystemIdentity.readPid();
	}

	@Override
	public String toString() {
		return "the link /proc/self, read at every checkout";
	}

}
