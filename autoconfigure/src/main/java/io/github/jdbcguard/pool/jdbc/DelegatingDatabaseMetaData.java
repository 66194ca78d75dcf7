package io.github.jdbcguard.pool.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.RowIdLifetime;
import java.sql.SQLException;

/**
 * {@link DatabaseMetaData} that hands every call on; long because the interface is. As
 * thread-safe as its delegate.
 */
public abstract class DelegatingDatabaseMetaData implements DatabaseMetaData {

	/**
	 * What every call goes to.
	 * @return the delegate
	 */
	protected abstract DatabaseMetaData delegate();

	/**
	 * Called with what a call of the delegate has thrown.
	 * @param failure what was thrown
	 * @return what is thrown instead, usually the same
	 */
	protected SQLException failed(SQLException failure) {
		return failure;
	}

	@Override
	public boolean allProceduresAreCallable() throws SQLException {
		try {
			return delegate().allProceduresAreCallable();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean allTablesAreSelectable() throws SQLException {
		try {
			return delegate().allTablesAreSelectable();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean autoCommitFailureClosesAllResultSets() throws SQLException {
		try {
			return delegate().autoCommitFailureClosesAllResultSets();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean dataDefinitionCausesTransactionCommit() throws SQLException {
		try {
			return delegate().dataDefinitionCausesTransactionCommit();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean dataDefinitionIgnoredInTransactions() throws SQLException {
		try {
			return delegate().dataDefinitionIgnoredInTransactions();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean deletesAreDetected(int type) throws SQLException {
		try {
			return delegate().deletesAreDetected(type);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean doesMaxRowSizeIncludeBlobs() throws SQLException {
		try {
			return delegate().doesMaxRowSizeIncludeBlobs();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean generatedKeyAlwaysReturned() throws SQLException {
		try {
			return delegate().generatedKeyAlwaysReturned();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public ResultSet getAttributes(String catalog, String schemaPattern, String typeNamePattern,
			String attributeNamePattern) throws SQLException {
		try {
			return delegate().getAttributes(catalog, schemaPattern, typeNamePattern, attributeNamePattern);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public ResultSet getBestRowIdentifier(String catalog, String schema, String table, int scope, boolean nullable)
			throws SQLException {
		try {
			return delegate().getBestRowIdentifier(catalog, schema, table, scope, nullable);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public String getCatalogSeparator() throws SQLException {
		try {
			return delegate().getCatalogSeparator();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public String getCatalogTerm() throws SQLException {
		try {
			return delegate().getCatalogTerm();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public ResultSet getCatalogs() throws SQLException {
		try {
			return delegate().getCatalogs();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public ResultSet getClientInfoProperties() throws SQLException {
		try {
			return delegate().getClientInfoProperties();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public ResultSet getColumnPrivileges(String catalog, String schema, String table, String columnNamePattern)
			throws SQLException {
		try {
			return delegate().getColumnPrivileges(catalog, schema, table, columnNamePattern);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public ResultSet getColumns(String catalog, String schemaPattern, String tableNamePattern, String columnNamePattern)
			throws SQLException {
		try {
			return delegate().getColumns(catalog, schemaPattern, tableNamePattern, columnNamePattern);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public Connection getConnection() throws SQLException {
		try {
			return delegate().getConnection();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public ResultSet getCrossReference(String parentCatalog, String parentSchema, String parentTable,
			String foreignCatalog, String foreignSchema, String foreignTable) throws SQLException {
		try {
			return delegate().getCrossReference(parentCatalog, parentSchema, parentTable, foreignCatalog, foreignSchema,
					foreignTable);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public int getDatabaseMajorVersion() throws SQLException {
		try {
			return delegate().getDatabaseMajorVersion();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public int getDatabaseMinorVersion() throws SQLException {
		try {
			return delegate().getDatabaseMinorVersion();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public String getDatabaseProductName() throws SQLException {
		try {
			return delegate().getDatabaseProductName();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public String getDatabaseProductVersion() throws SQLException {
		try {
			return delegate().getDatabaseProductVersion();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public int getDefaultTransactionIsolation() throws SQLException {
		try {
			return delegate().getDefaultTransactionIsolation();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public int getDriverMajorVersion() {
		return delegate().getDriverMajorVersion();
	}

	@Override
	public int getDriverMinorVersion() {
		return delegate().getDriverMinorVersion();
	}

	@Override
	public String getDriverName() throws SQLException {
		try {
			return delegate().getDriverName();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public String getDriverVersion() throws SQLException {
		try {
			return delegate().getDriverVersion();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public ResultSet getExportedKeys(String catalog, String schema, String table) throws SQLException {
		try {
			return delegate().getExportedKeys(catalog, schema, table);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public String getExtraNameCharacters() throws SQLException {
		try {
			return delegate().getExtraNameCharacters();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public ResultSet getFunctionColumns(String catalog, String schemaPattern, String functionNamePattern,
			String columnNamePattern) throws SQLException {
		try {
			return delegate().getFunctionColumns(catalog, schemaPattern, functionNamePattern, columnNamePattern);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public ResultSet getFunctions(String catalog, String schemaPattern, String functionNamePattern)
			throws SQLException {
		try {
			return delegate().getFunctions(catalog, schemaPattern, functionNamePattern);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public String getIdentifierQuoteString() throws SQLException {
		try {
			return delegate().getIdentifierQuoteString();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public ResultSet getImportedKeys(String catalog, String schema, String table) throws SQLException {
		try {
			return delegate().getImportedKeys(catalog, schema, table);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public ResultSet getIndexInfo(String catalog, String schema, String table, boolean unique, boolean approximate)
			throws SQLException {
		try {
			return delegate().getIndexInfo(catalog, schema, table, unique, approximate);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public int getJDBCMajorVersion() throws SQLException {
		try {
			return delegate().getJDBCMajorVersion();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public int getJDBCMinorVersion() throws SQLException {
		try {
			return delegate().getJDBCMinorVersion();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public int getMaxBinaryLiteralLength() throws SQLException {
		try {
			return delegate().getMaxBinaryLiteralLength();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public int getMaxCatalogNameLength() throws SQLException {
		try {
			return delegate().getMaxCatalogNameLength();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public int getMaxCharLiteralLength() throws SQLException {
		try {
			return delegate().getMaxCharLiteralLength();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public int getMaxColumnNameLength() throws SQLException {
		try {
			return delegate().getMaxColumnNameLength();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public int getMaxColumnsInGroupBy() throws SQLException {
		try {
			return delegate().getMaxColumnsInGroupBy();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public int getMaxColumnsInIndex() throws SQLException {
		try {
			return delegate().getMaxColumnsInIndex();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public int getMaxColumnsInOrderBy() throws SQLException {
		try {
			return delegate().getMaxColumnsInOrderBy();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public int getMaxColumnsInSelect() throws SQLException {
		try {
			return delegate().getMaxColumnsInSelect();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public int getMaxColumnsInTable() throws SQLException {
		try {
			return delegate().getMaxColumnsInTable();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public int getMaxConnections() throws SQLException {
		try {
			return delegate().getMaxConnections();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public int getMaxCursorNameLength() throws SQLException {
		try {
			return delegate().getMaxCursorNameLength();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public int getMaxIndexLength() throws SQLException {
		try {
			return delegate().getMaxIndexLength();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public long getMaxLogicalLobSize() throws SQLException {
		try {
			return delegate().getMaxLogicalLobSize();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public int getMaxProcedureNameLength() throws SQLException {
		try {
			return delegate().getMaxProcedureNameLength();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public int getMaxRowSize() throws SQLException {
		try {
			return delegate().getMaxRowSize();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public int getMaxSchemaNameLength() throws SQLException {
		try {
			return delegate().getMaxSchemaNameLength();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public int getMaxStatementLength() throws SQLException {
		try {
			return delegate().getMaxStatementLength();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public int getMaxStatements() throws SQLException {
		try {
			return delegate().getMaxStatements();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public int getMaxTableNameLength() throws SQLException {
		try {
			return delegate().getMaxTableNameLength();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public int getMaxTablesInSelect() throws SQLException {
		try {
			return delegate().getMaxTablesInSelect();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public int getMaxUserNameLength() throws SQLException {
		try {
			return delegate().getMaxUserNameLength();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public String getNumericFunctions() throws SQLException {
		try {
			return delegate().getNumericFunctions();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public ResultSet getPrimaryKeys(String catalog, String schema, String table) throws SQLException {
		try {
			return delegate().getPrimaryKeys(catalog, schema, table);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public ResultSet getProcedureColumns(String catalog, String schemaPattern, String procedureNamePattern,
			String columnNamePattern) throws SQLException {
		try {
			return delegate().getProcedureColumns(catalog, schemaPattern, procedureNamePattern, columnNamePattern);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public String getProcedureTerm() throws SQLException {
		try {
			return delegate().getProcedureTerm();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public ResultSet getProcedures(String catalog, String schemaPattern, String procedureNamePattern)
			throws SQLException {
		try {
			return delegate().getProcedures(catalog, schemaPattern, procedureNamePattern);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public ResultSet getPseudoColumns(String catalog, String schemaPattern, String tableNamePattern,
			String columnNamePattern) throws SQLException {
		try {
			return delegate().getPseudoColumns(catalog, schemaPattern, tableNamePattern, columnNamePattern);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public int getResultSetHoldability() throws SQLException {
		try {
			return delegate().getResultSetHoldability();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public RowIdLifetime getRowIdLifetime() throws SQLException {
		try {
			return delegate().getRowIdLifetime();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public String getSQLKeywords() throws SQLException {
		try {
			return delegate().getSQLKeywords();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public int getSQLStateType() throws SQLException {
		try {
			return delegate().getSQLStateType();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public String getSchemaTerm() throws SQLException {
		try {
			return delegate().getSchemaTerm();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public ResultSet getSchemas() throws SQLException {
		try {
			return delegate().getSchemas();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public ResultSet getSchemas(String catalog, String schemaPattern) throws SQLException {
		try {
			return delegate().getSchemas(catalog, schemaPattern);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public String getSearchStringEscape() throws SQLException {
		try {
			return delegate().getSearchStringEscape();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public String getStringFunctions() throws SQLException {
		try {
			return delegate().getStringFunctions();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public ResultSet getSuperTables(String catalog, String schemaPattern, String tableNamePattern) throws SQLException {
		try {
			return delegate().getSuperTables(catalog, schemaPattern, tableNamePattern);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public ResultSet getSuperTypes(String catalog, String schemaPattern, String typeNamePattern) throws SQLException {
		try {
			return delegate().getSuperTypes(catalog, schemaPattern, typeNamePattern);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public String getSystemFunctions() throws SQLException {
		try {
			return delegate().getSystemFunctions();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public ResultSet getTablePrivileges(String catalog, String schemaPattern, String tableNamePattern)
			throws SQLException {
		try {
			return delegate().getTablePrivileges(catalog, schemaPattern, tableNamePattern);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public ResultSet getTableTypes() throws SQLException {
		try {
			return delegate().getTableTypes();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public ResultSet getTables(String catalog, String schemaPattern, String tableNamePattern, String[] types)
			throws SQLException {
		try {
			return delegate().getTables(catalog, schemaPattern, tableNamePattern, types);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public String getTimeDateFunctions() throws SQLException {
		try {
			return delegate().getTimeDateFunctions();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public ResultSet getTypeInfo() throws SQLException {
		try {
			return delegate().getTypeInfo();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public ResultSet getUDTs(String catalog, String schemaPattern, String typeNamePattern, int[] types)
			throws SQLException {
		try {
			return delegate().getUDTs(catalog, schemaPattern, typeNamePattern, types);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public String getURL() throws SQLException {
		try {
			return delegate().getURL();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public String getUserName() throws SQLException {
		try {
			return delegate().getUserName();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public ResultSet getVersionColumns(String catalog, String schema, String table) throws SQLException {
		try {
			return delegate().getVersionColumns(catalog, schema, table);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean insertsAreDetected(int type) throws SQLException {
		try {
			return delegate().insertsAreDetected(type);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean isCatalogAtStart() throws SQLException {
		try {
			return delegate().isCatalogAtStart();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean isReadOnly() throws SQLException {
		try {
			return delegate().isReadOnly();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean isWrapperFor(Class<?> iface) throws SQLException {
		try {
			return delegate().isWrapperFor(iface);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean locatorsUpdateCopy() throws SQLException {
		try {
			return delegate().locatorsUpdateCopy();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean nullPlusNonNullIsNull() throws SQLException {
		try {
			return delegate().nullPlusNonNullIsNull();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean nullsAreSortedAtEnd() throws SQLException {
		try {
			return delegate().nullsAreSortedAtEnd();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean nullsAreSortedAtStart() throws SQLException {
		try {
			return delegate().nullsAreSortedAtStart();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean nullsAreSortedHigh() throws SQLException {
		try {
			return delegate().nullsAreSortedHigh();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean nullsAreSortedLow() throws SQLException {
		try {
			return delegate().nullsAreSortedLow();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean othersDeletesAreVisible(int type) throws SQLException {
		try {
			return delegate().othersDeletesAreVisible(type);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean othersInsertsAreVisible(int type) throws SQLException {
		try {
			return delegate().othersInsertsAreVisible(type);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean othersUpdatesAreVisible(int type) throws SQLException {
		try {
			return delegate().othersUpdatesAreVisible(type);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean ownDeletesAreVisible(int type) throws SQLException {
		try {
			return delegate().ownDeletesAreVisible(type);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean ownInsertsAreVisible(int type) throws SQLException {
		try {
			return delegate().ownInsertsAreVisible(type);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean ownUpdatesAreVisible(int type) throws SQLException {
		try {
			return delegate().ownUpdatesAreVisible(type);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean storesLowerCaseIdentifiers() throws SQLException {
		try {
			return delegate().storesLowerCaseIdentifiers();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean storesLowerCaseQuotedIdentifiers() throws SQLException {
		try {
			return delegate().storesLowerCaseQuotedIdentifiers();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean storesMixedCaseIdentifiers() throws SQLException {
		try {
			return delegate().storesMixedCaseIdentifiers();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean storesMixedCaseQuotedIdentifiers() throws SQLException {
		try {
			return delegate().storesMixedCaseQuotedIdentifiers();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean storesUpperCaseIdentifiers() throws SQLException {
		try {
			return delegate().storesUpperCaseIdentifiers();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean storesUpperCaseQuotedIdentifiers() throws SQLException {
		try {
			return delegate().storesUpperCaseQuotedIdentifiers();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsANSI92EntryLevelSQL() throws SQLException {
		try {
			return delegate().supportsANSI92EntryLevelSQL();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsANSI92FullSQL() throws SQLException {
		try {
			return delegate().supportsANSI92FullSQL();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsANSI92IntermediateSQL() throws SQLException {
		try {
			return delegate().supportsANSI92IntermediateSQL();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsAlterTableWithAddColumn() throws SQLException {
		try {
			return delegate().supportsAlterTableWithAddColumn();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsAlterTableWithDropColumn() throws SQLException {
		try {
			return delegate().supportsAlterTableWithDropColumn();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsBatchUpdates() throws SQLException {
		try {
			return delegate().supportsBatchUpdates();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsCatalogsInDataManipulation() throws SQLException {
		try {
			return delegate().supportsCatalogsInDataManipulation();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsCatalogsInIndexDefinitions() throws SQLException {
		try {
			return delegate().supportsCatalogsInIndexDefinitions();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsCatalogsInPrivilegeDefinitions() throws SQLException {
		try {
			return delegate().supportsCatalogsInPrivilegeDefinitions();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsCatalogsInProcedureCalls() throws SQLException {
		try {
			return delegate().supportsCatalogsInProcedureCalls();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsCatalogsInTableDefinitions() throws SQLException {
		try {
			return delegate().supportsCatalogsInTableDefinitions();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsColumnAliasing() throws SQLException {
		try {
			return delegate().supportsColumnAliasing();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsConvert() throws SQLException {
		try {
			return delegate().supportsConvert();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsConvert(int fromType, int toType) throws SQLException {
		try {
			return delegate().supportsConvert(fromType, toType);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsCoreSQLGrammar() throws SQLException {
		try {
			return delegate().supportsCoreSQLGrammar();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsCorrelatedSubqueries() throws SQLException {
		try {
			return delegate().supportsCorrelatedSubqueries();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsDataDefinitionAndDataManipulationTransactions() throws SQLException {
		try {
			return delegate().supportsDataDefinitionAndDataManipulationTransactions();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsDataManipulationTransactionsOnly() throws SQLException {
		try {
			return delegate().supportsDataManipulationTransactionsOnly();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsDifferentTableCorrelationNames() throws SQLException {
		try {
			return delegate().supportsDifferentTableCorrelationNames();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsExpressionsInOrderBy() throws SQLException {
		try {
			return delegate().supportsExpressionsInOrderBy();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsExtendedSQLGrammar() throws SQLException {
		try {
			return delegate().supportsExtendedSQLGrammar();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsFullOuterJoins() throws SQLException {
		try {
			return delegate().supportsFullOuterJoins();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsGetGeneratedKeys() throws SQLException {
		try {
			return delegate().supportsGetGeneratedKeys();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsGroupBy() throws SQLException {
		try {
			return delegate().supportsGroupBy();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsGroupByBeyondSelect() throws SQLException {
		try {
			return delegate().supportsGroupByBeyondSelect();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsGroupByUnrelated() throws SQLException {
		try {
			return delegate().supportsGroupByUnrelated();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsIntegrityEnhancementFacility() throws SQLException {
		try {
			return delegate().supportsIntegrityEnhancementFacility();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsLikeEscapeClause() throws SQLException {
		try {
			return delegate().supportsLikeEscapeClause();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsLimitedOuterJoins() throws SQLException {
		try {
			return delegate().supportsLimitedOuterJoins();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsMinimumSQLGrammar() throws SQLException {
		try {
			return delegate().supportsMinimumSQLGrammar();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsMixedCaseIdentifiers() throws SQLException {
		try {
			return delegate().supportsMixedCaseIdentifiers();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsMixedCaseQuotedIdentifiers() throws SQLException {
		try {
			return delegate().supportsMixedCaseQuotedIdentifiers();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsMultipleOpenResults() throws SQLException {
		try {
			return delegate().supportsMultipleOpenResults();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsMultipleResultSets() throws SQLException {
		try {
			return delegate().supportsMultipleResultSets();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsMultipleTransactions() throws SQLException {
		try {
			return delegate().supportsMultipleTransactions();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsNamedParameters() throws SQLException {
		try {
			return delegate().supportsNamedParameters();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsNonNullableColumns() throws SQLException {
		try {
			return delegate().supportsNonNullableColumns();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsOpenCursorsAcrossCommit() throws SQLException {
		try {
			return delegate().supportsOpenCursorsAcrossCommit();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsOpenCursorsAcrossRollback() throws SQLException {
		try {
			return delegate().supportsOpenCursorsAcrossRollback();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsOpenStatementsAcrossCommit() throws SQLException {
		try {
			return delegate().supportsOpenStatementsAcrossCommit();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsOpenStatementsAcrossRollback() throws SQLException {
		try {
			return delegate().supportsOpenStatementsAcrossRollback();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsOrderByUnrelated() throws SQLException {
		try {
			return delegate().supportsOrderByUnrelated();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsOuterJoins() throws SQLException {
		try {
			return delegate().supportsOuterJoins();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsPositionedDelete() throws SQLException {
		try {
			return delegate().supportsPositionedDelete();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsPositionedUpdate() throws SQLException {
		try {
			return delegate().supportsPositionedUpdate();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsRefCursors() throws SQLException {
		try {
			return delegate().supportsRefCursors();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsResultSetConcurrency(int type, int concurrency) throws SQLException {
		try {
			return delegate().supportsResultSetConcurrency(type, concurrency);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsResultSetHoldability(int holdability) throws SQLException {
		try {
			return delegate().supportsResultSetHoldability(holdability);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsResultSetType(int type) throws SQLException {
		try {
			return delegate().supportsResultSetType(type);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsSavepoints() throws SQLException {
		try {
			return delegate().supportsSavepoints();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsSchemasInDataManipulation() throws SQLException {
		try {
			return delegate().supportsSchemasInDataManipulation();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsSchemasInIndexDefinitions() throws SQLException {
		try {
			return delegate().supportsSchemasInIndexDefinitions();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsSchemasInPrivilegeDefinitions() throws SQLException {
		try {
			return delegate().supportsSchemasInPrivilegeDefinitions();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsSchemasInProcedureCalls() throws SQLException {
		try {
			return delegate().supportsSchemasInProcedureCalls();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsSchemasInTableDefinitions() throws SQLException {
		try {
			return delegate().supportsSchemasInTableDefinitions();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsSelectForUpdate() throws SQLException {
		try {
			return delegate().supportsSelectForUpdate();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsSharding() throws SQLException {
		try {
			return delegate().supportsSharding();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsStatementPooling() throws SQLException {
		try {
			return delegate().supportsStatementPooling();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsStoredFunctionsUsingCallSyntax() throws SQLException {
		try {
			return delegate().supportsStoredFunctionsUsingCallSyntax();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsStoredProcedures() throws SQLException {
		try {
			return delegate().supportsStoredProcedures();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsSubqueriesInComparisons() throws SQLException {
		try {
			return delegate().supportsSubqueriesInComparisons();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsSubqueriesInExists() throws SQLException {
		try {
			return delegate().supportsSubqueriesInExists();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsSubqueriesInIns() throws SQLException {
		try {
			return delegate().supportsSubqueriesInIns();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsSubqueriesInQuantifieds() throws SQLException {
		try {
			return delegate().supportsSubqueriesInQuantifieds();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsTableCorrelationNames() throws SQLException {
		try {
			return delegate().supportsTableCorrelationNames();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsTransactionIsolationLevel(int level) throws SQLException {
		try {
			return delegate().supportsTransactionIsolationLevel(level);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsTransactions() throws SQLException {
		try {
			return delegate().supportsTransactions();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsUnion() throws SQLException {
		try {
			return delegate().supportsUnion();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean supportsUnionAll() throws SQLException {
		try {
			return delegate().supportsUnionAll();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public <T> T unwrap(Class<T> iface) throws SQLException {
		try {
			return delegate().unwrap(iface);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean updatesAreDetected(int type) throws SQLException {
		try {
			return delegate().updatesAreDetected(type);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean usesLocalFilePerTable() throws SQLException {
		try {
			return delegate().usesLocalFilePerTable();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean usesLocalFiles() throws SQLException {
		try {
			return delegate().usesLocalFiles();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

}
