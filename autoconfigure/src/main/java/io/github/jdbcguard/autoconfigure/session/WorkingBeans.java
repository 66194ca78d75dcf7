package io.github.jdbcguard.autoconfigure.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.ResourceTransactionManager;

/**
 * Finds the beans that work on a DataSource: its transaction manager and its template.
 */
final class WorkingBeans {

	private final ConfigurableListableBeanFactory beanFactory;

	private final String name;

	private final DataSource dataSource;

	WorkingBeans(ConfigurableListableBeanFactory beanFactory, String name, DataSource dataSource) {
		this.beanFactory = beanFactory;
		this.name = name;
		this.dataSource = dataSource;
	}

	/**
	 * The transaction manager of the DataSource; one that is bound to no DataSource, as
	 * that of JTA, where there is no other.
	 * @throws IllegalStateException if there is none, or none is the primary of several
	 */
	PlatformTransactionManager transactionManager() {
		Map<String, PlatformTransactionManager> all = beans(PlatformTransactionManager.class);
		Map<String, PlatformTransactionManager> own = matching(all,
				(manager) -> dataSourceOf(manager) == this.dataSource);
		if (own.isEmpty()) {
			own = matching(all, (manager) -> !(target(manager) instanceof ResourceTransactionManager));
		}
		if (own.isEmpty()) {
			throw new IllegalStateException("No transaction manager works with DataSource '" + this.name
					+ "', so that its sessions cannot begin transactions. Define a JdbcTransactionManager bean for it; "
					+ "there are " + (all.isEmpty() ? "none" : "only those of other DataSources: " + all.keySet()));
		}
		PlatformTransactionManager manager = onlyOrPrimary(own);
		if (manager == null) {
			throw new IllegalStateException("Several transaction managers work with DataSource '" + this.name + "': "
					+ own.keySet() + ". Make one of them @Primary, which sessions will use");
		}
		return manager;
	}

	/**
	 * The template whose settings sessions take over.
	 */
	JdbcTemplate template() {
		JdbcTemplate template = onlyOrPrimary(
				matching(beans(JdbcTemplate.class), (candidate) -> candidate.getDataSource() == this.dataSource));
		return (template != null) ? template : new JdbcTemplate(this.dataSource);
	}

	private <T> Map<String, T> beans(Class<T> type) {
		return BeanFactoryUtils.beansOfTypeIncludingAncestors(this.beanFactory, type, false, true);
	}

	private static <T> Map<String, T> matching(Map<String, T> beans, Predicate<T> condition) {
		Map<String, T> matching = new LinkedHashMap<>(beans);
		matching.values().removeIf(condition.negate());
		return matching;
	}

	private <T> @Nullable T onlyOrPrimary(Map<String, T> beans) {
		if (beans.size() == 1) {
			return beans.values().iterator().next();
		}
		List<T> primary = beans.entrySet()
			.stream()
			.filter((bean) -> isPrimary(bean.getKey()))
			.map(Map.Entry::getValue)
			.toList();
		return (primary.size() == 1) ? primary.get(0) : null;
	}

	private boolean isPrimary(String name) {
		BeanFactory factory = this.beanFactory;
		while (factory instanceof ConfigurableListableBeanFactory here) {
			if (here.containsBeanDefinition(name)) {
				return here.getBeanDefinition(name).isPrimary();
			}
			factory = here.getParentBeanFactory();
		}
		return false;
	}

	/**
	 * The DataSource of a manager; that of JPA has one without being one for JDBC.
	 */
	private static @Nullable Object dataSourceOf(PlatformTransactionManager manager) {
		Object target = target(manager);
		if (target instanceof DataSourceTransactionManager jdbc) {
			return jdbc.getDataSource();
		}
		BeanWrapper properties = PropertyAccessorFactory.forBeanPropertyAccess(target);
		return properties.isReadableProperty("dataSource") ? properties.getPropertyValue("dataSource") : null;
	}

	private static Object target(Object bean) {
		Object target = AopProxyUtils.getSingletonTarget(bean);
		return (target != null) ? target : bean;
	}

}
