package io.github.jdbcguard.autoconfigure;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

import javax.sql.DataSource;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Fails the start of an application whose properties name DataSources that it does not
 * have. Not before all singletons are there: only then is every bean's type known without
 * making one early.
 */
final class ConfiguredNamesCheck implements SmartInitializingSingleton {

	private final GuardPolicies policies;

	private final ListableBeanFactory beanFactory;

	ConfiguredNamesCheck(GuardPolicies policies, ListableBeanFactory beanFactory) {
		this.policies = policies;
		this.beanFactory = beanFactory;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.policies.dataSources().checkNames(dataSources());
	}

	private List<String> dataSources() {
		String[] names = BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, DataSource.class, true,
				false);
		return Arrays.stream(names).filter(Predicate.not(ScopedProxyUtils::isScopedTarget)).toList();
	}

}
