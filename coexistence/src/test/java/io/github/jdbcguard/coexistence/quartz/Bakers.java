package io.github.jdbcguard.coexistence.quartz;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.PersistJobDataAfterExecution;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;

import org.springframework.scheduling.quartz.QuartzJobBean;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes jobs in transactions.
 */
class Bakers {

	private final Scheduler scheduler;

	Bakers(Scheduler scheduler) {
		this.scheduler = scheduler;
	}

	@Transactional(rollbackFor = SchedulerException.class)
	void engage(String baker, int loaves) throws SchedulerException {
		Trigger often = TriggerBuilder.newTrigger()
			.withSchedule(SimpleScheduleBuilder.simpleSchedule()
				.withIntervalInMilliseconds(20)
				.withRepeatCount(loaves - 1)
				.withMisfireHandlingInstructionNowWithRemainingCount())
			.build();
		this.scheduler.scheduleJob(JobBuilder.newJob(Baking.class).withIdentity(baker).build(), often);
	}

	@Transactional(rollbackFor = SchedulerException.class)
	void engageAndRegret(String baker) throws SchedulerException {
		engage(baker, 1);
		throw new IllegalStateException("Too dear");
	}

	/**
	 * One loaf.
	 */
	@DisallowConcurrentExecution
	@PersistJobDataAfterExecution
	static class Baking extends QuartzJobBean {

		private final Oven oven;

		Baking(Oven oven) {
			this.oven = oven;
		}

		@Override
		protected void executeInternal(JobExecutionContext context) {
			this.oven.bake(context.getJobDetail().getKey().getName());
			context.getJobDetail().getJobDataMap().put("last", context.getFireTime().getTime());
		}

	}

}
