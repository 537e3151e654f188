/**
 * Built-in tasks of everyday pipelines and their inputs, `name|other name`, taken from service-schema.json of the Azure
 * Pipelines extension for VS Code (https://github.com/microsoft/azure-pipelines-vscode, MIT). `!` marks a required input.
 */
export const EVERYDAY_TASKS: Readonly<Record<string, string>> = {
  'ArchiveFiles@2':
    'rootFolderOrFile includeRootFolder archiveType sevenZipCompression tarCompression archiveFile replaceExistingArchive verbose quiet',
  'AzureCLI@2':
    'azureSubscription|connectedServiceNameARM! scriptType! scriptLocation scriptPath inlineScript arguments|scriptArguments powerShellErrorActionPreference addSpnToEnvironment useGlobalConfig workingDirectory|cwd failOnStandardError powerShellIgnoreLASTEXITCODE visibleAzLogin keepAzSessionActive',
  'AzureFileCopy@6':
    'SourcePath! azureSubscription|ConnectedServiceNameARM! Destination! storage|StorageAccountRM! ContainerName BlobPrefix resourceGroup|EnvironmentNameRM ResourceFilteringMethod MachineNames vmsAdminUserName vmsAdminPassword TargetPath AdditionalArgumentsForBlobCopy AdditionalArgumentsForVMCopy enableCopyPrerequisites CopyFilesInParallel CleanTargetBeforeCopy skipCACheck',
  'AzureFunctionApp@2':
    'connectedServiceNameARM|azureSubscription! appType! isFlexConsumption appName! deployToSlotOrASE resourceGroupName slotName package runtimeStack appSettings deploymentMethod',
  'AzureKeyVault@2': 'azureSubscription|ConnectedServiceName! KeyVaultName! SecretsFilter RunAsPreJob',
  'AzurePowerShell@5':
    'azureSubscription|ConnectedServiceNameARM! ScriptType ScriptPath Inline ScriptArguments errorActionPreference FailOnStandardError azurePowerShellVersion|TargetAzurePs preferredAzurePowerShellVersion|CustomTargetAzurePs pwsh validateScriptSignature workingDirectory',
  'AzureResourceManagerTemplateDeployment@3':
    'deploymentScope azureResourceManagerConnection|ConnectedServiceName! subscriptionId|subscriptionName action resourceGroupName location templateLocation csmFileLink csmParametersFileLink csmFile csmParametersFile overrideParameters deploymentMode deploymentName deploymentOutputs addSpnToEnvironment useWithoutJSON',
  'AzureWebApp@1':
    'azureSubscription! appType! appName! deployToSlotOrASE resourceGroupName slotName package customDeployFolder runtimeStack startUpCommand customWebConfig appSettings configurationStrings deploymentMethod',
  'Bash@3': 'targetType filePath arguments script workingDirectory failOnStderr bashEnvValue',
  'Cache@2': 'key! path! cacheHitVar restoreKeys',
  'CmdLine@2': 'script workingDirectory failOnStderr',
  'CopyFiles@2':
    'SourceFolder Contents TargetFolder! CleanTargetFolder OverWrite flattenFolders preserveTimestamp retryCount delayBetweenRetries ignoreMakeDirErrors',
  'Delay@1': 'delayForMinutes',
  'DeleteFiles@1': 'SourceFolder Contents RemoveSourceFolder RemoveDotFiles',
  'Docker@2':
    'containerRegistry repository command Dockerfile buildContext tags arguments addPipelineData addBaseImageData container',
  'DotNetCoreCLI@2':
    'azureSubscription|ConnectedServiceName command publishWebProjects projects custom arguments restoreArguments publishTestResults testRunTitle zipAfterPublish modifyOutputPath feedsToUse|selectOrConfig vstsFeed|feedRestore includeNuGetOrg nugetConfigPath externalFeedCredentials|externalEndpoints noCache restoreDirectory|packagesDirectory verbosityRestore packagesToPush|searchPatternPush nuGetFeedType publishVstsFeed|feedPublish publishPackageMetadata publishFeedCredentials|externalEndpoint packagesToPack|searchPatternPack configuration|configurationToPack packDirectory|outputDir nobuild includesymbols includesource versioningScheme versionEnvVar majorVersion|requestedMajorVersion minorVersion|requestedMinorVersion patchVersion|requestedPatchVersion buildProperties verbosityPack workingDirectory requestTimeout',
  'DownloadBuildArtifacts@1':
    'buildType project pipeline|definition specificBuildWithTriggering buildVersionToDownload allowPartiallySucceededBuilds branchName buildId tags downloadType artifactName itemPattern downloadPath cleanDestinationFolder parallelizationLimit checkDownloadedFiles retryDownloadCount extractTars',
  'DownloadPackage@1': 'packageType feed! view definition! version! files extract downloadPath',
  'DownloadPipelineArtifact@2':
    'buildType|source project definition|pipeline specificBuildWithTriggering|preferTriggeringPipeline buildVersionToDownload|runVersion branchName|runBranch pipelineId|runId|buildId tags allowPartiallySucceededBuilds allowFailedBuilds artifactName|artifact itemPattern|patterns targetPath|path|downloadPath',
  'DownloadSecureFile@1': 'secureFile! retryCount socketTimeout',
  'ExtractFiles@1':
    'archiveFilePatterns destinationFolder! cleanDestinationFolder overwriteExistingFiles pathToSevenZipTool',
  'FileTransform@2':
    'folderPath enableXmlTransform xmlTransformationRules jsonTargetFiles xmlTargetFiles errorOnInvalidSubstitution',
  'GitHubRelease@1':
    'gitHubConnection! repositoryName action target tagSource tagPattern tag title releaseNotesSource releaseNotesFilePath releaseNotesInline assets assetUploadMode isDraft isPreRelease addChangeLog changeLogCompareToRelease changeLogCompareToReleaseTag changeLogType changeLogLabels',
  'GoTool@0': 'version goPath goBin',
  'Gradle@3':
    'gradleWrapperFile|wrapperScript workingDirectory|cwd options tasks publishJUnitResults testResultsFiles testRunTitle codeCoverageToolOption|codeCoverageTool codeCoverageClassFilesDirectories|classFilesDirectories codeCoverageClassFilter|classFilter codeCoverageFailIfEmpty|failIfCoverageEmpty codeCoverageGradle5xOrHigher|gradle5xOrHigher javaHomeOption|javaHomeSelection jdkVersionOption|jdkVersion jdkDirectory|jdkUserInputPath jdkArchitectureOption|jdkArchitecture gradleOptions|gradleOpts sonarQubeRunAnalysis|sqAnalysisEnabled sqGradlePluginVersionChoice sonarQubeGradlePluginVersion|sqGradlePluginVersion checkStyleRunAnalysis|checkstyleAnalysisEnabled findBugsRunAnalysis|findbugsAnalysisEnabled pmdRunAnalysis|pmdAnalysisEnabled spotBugsAnalysis|spotBugsAnalysisEnabled spotBugsGradlePluginVersionChoice spotbugsGradlePluginVersion|spotbugsGradlePluginVersion',
  'HelmDeploy@0':
    'connectionType azureSubscription|azureSubscriptionEndpoint azureResourceGroup kubernetesCluster useClusterAdmin kubernetesServiceConnection|kubernetesServiceEndpoint namespace azureSubscriptionForACR|azureSubscriptionEndpointForACR! azureResourceGroupForACR! azureContainerRegistry! command chartType chartName chartPath remoteRepo chartVersion|version releaseName overrideValues valueFile destination canaryImage|canaryimage upgradeTiller|upgradetiller updateDependency|updatedependency save install recreate resetValues force waitForExecution arguments enableTls caCert certificate privatekey tillerNamespace|tillernamespace failOnStderr publishPipelineMetadata chartNameForACR chartPathForACR',
  'HelmDeploy@1':
    'connectionType azureSubscription|azureSubscriptionEndpoint azureResourceGroup kubernetesCluster useClusterAdmin kubernetesServiceConnection|kubernetesServiceEndpoint namespace azureSubscriptionForACR|azureSubscriptionEndpointForACR! azureResourceGroupForACR! azureContainerRegistry! command chartType chartName chartPath chartVersion|version releaseName overrideValues valueFile destination canaryImage|canaryimage upgradeTiller|upgradetiller updateDependency|updatedependency save install recreate resetValues force waitForExecution arguments enableTls caCert certificate privatekey tillerNamespace|tillernamespace failOnStderr publishPipelineMetadata chartNameForACR chartPathForACR',
  'InstallSSHKey@0':
    'knownHostsEntry|hostName! sshPublicKey sshPassphrase sshKeySecureFile! addEntryToConfig configHostAlias configHostname configUser configPort',
  'InvokeRESTAPI@1':
    'connectionType|connectedServiceNameSelector serviceConnection|connectedServiceName|genericService azureServiceConnection|connectedServiceNameARM|azureSubscription method headers body urlSuffix waitForCompletion successCriteria',
  'JavaToolInstaller@0':
    'versionSpec jdkArchitectureOption! jdkSourceOption! jdkFile azureResourceManagerEndpoint azureStorageAccountName azureContainerName azureCommonVirtualFile jdkDestinationDirectory azureResourceGroupName cleanDestinationDirectory createExtractDirectory',
  'Kubernetes@1':
    'connectionType kubernetesServiceEndpoint azureSubscriptionEndpoint azureResourceGroup kubernetesCluster useClusterAdmin namespace command useConfigurationFile configurationType configuration inline arguments secretType secretArguments containerRegistryType dockerRegistryEndpoint azureSubscriptionEndpointForSecrets azureContainerRegistry secretName forceUpdate configMapName forceUpdateConfigMap useConfigMapFile configMapFile configMapArguments versionOrLocation versionSpec checkLatest specifyLocation workingDirectory|cwd outputFormat',
  'KubernetesManifest@1':
    'action connectionType kubernetesServiceConnection|kubernetesServiceEndpoint azureSubscriptionConnection|azureSubscriptionEndpoint azureResourceGroup kubernetesCluster useClusterAdmin namespace strategy trafficSplitMethod percentage baselineAndCanaryReplicas manifests containers imagePullSecrets renderType dockerComposeFile helmChart releaseName overrideFiles overrides kustomizationPath resourceToPatch resourceFileToPatch kind name replicas mergeStrategy arguments patch secretType secretName secretArguments dockerRegistryEndpoint rolloutStatusTimeout resourceType',
  'ManualValidation@0': 'notifyUsers! approvers allowApproversToApproveTheirOwnRuns instructions onTimeout',
  'ManualValidation@1': 'notifyUsers! approvers allowApproversToApproveTheirOwnRuns instructions onTimeout',
  'Maven@4':
    'azureSubscription|ConnectedServiceName mavenPomFile|mavenPOMFile goals options publishJUnitResults testResultsFiles testRunTitle allowBrokenSymlinks|allowBrokenSymbolicLinks codeCoverageToolOption|codeCoverageTool codeCoverageClassFilter|classFilter codeCoverageClassFilesDirectories|classFilesDirectories codeCoverageSourceDirectories|srcDirectories codeCoverageFailIfEmpty|failIfCoverageEmpty codeCoverageRestoreOriginalPomXml|restoreOriginalPomXml javaHomeOption|javaHomeSelection jdkVersionOption|jdkVersion jdkDirectory|jdkUserInputPath jdkArchitectureOption|jdkArchitecture mavenVersionOption|mavenVersionSelection mavenDirectory|mavenPath mavenSetM2Home mavenOptions|mavenOpts mavenAuthenticateFeed|mavenFeedAuthenticate effectivePomSkip|skipEffectivePom sonarQubeRunAnalysis|sqAnalysisEnabled isJacocoCoverageReportXML sqMavenPluginVersionChoice checkStyleRunAnalysis|checkstyleAnalysisEnabled pmdRunAnalysis|pmdAnalysisEnabled findBugsRunAnalysis|findbugsAnalysisEnabled spotBugsRunAnalysis|spotBugsAnalysisEnabled spotBugsVersion|spotBugsMavenPluginVersion spotBugsGoal failWhenBugsFound|spotBugsFailWhenBugsFound|sbFailWhenBugsFound',
  'NodeTool@0':
    'versionSource versionSpec versionFilePath checkLatest force32bit nodejsMirror retryCountOnDownloadFails delayBetweenRetries',
  'Npm@1':
    'command workingDir verbose customCommand customRegistry customFeed customEndpoint publishRegistry publishFeed publishPackageMetadata publishEndpoint',
  'NuGetAuthenticate@1':
    'azureDevOpsServiceConnection|workloadIdentityServiceConnection feedUrl forceReinstallCredentialProvider nuGetServiceConnections',
  'NuGetCommand@2':
    'command restoreSolution|solution feedsToUse|selectOrConfig vstsFeed|feedRestore includeNuGetOrg nugetConfigPath externalFeedCredentials|externalEndpoints noCache disableParallelProcessing restoreDirectory|packagesDirectory verbosityRestore packagesToPush|searchPatternPush nuGetFeedType publishVstsFeed|feedPublish publishPackageMetadata allowPackageConflicts publishFeedCredentials|externalEndpoint verbosityPush packagesToPack|searchPatternPack configuration|configurationToPack packDestination|outputDir versioningScheme includeReferencedProjects versionEnvVar majorVersion|requestedMajorVersion minorVersion|requestedMinorVersion patchVersion|requestedPatchVersion packTimezone includeSymbols toolPackage buildProperties basePath verbosityPack arguments',
  'PipAuthenticate@1':
    'azureDevOpsServiceConnection|workloadIdentityServiceConnection feedUrl artifactFeeds|artifactFeeds pythonDownloadServiceConnections|pythonDownloadServiceConnections onlyAddExtraIndex',
  'PowerShell@2':
    'targetType filePath arguments script errorActionPreference warningPreference informationPreference verbosePreference debugPreference progressPreference failOnStderr showWarnings ignoreLASTEXITCODE pwsh workingDirectory runScriptInSeparateScope',
  'PublishBuildArtifacts@1':
    'PathtoPublish ArtifactName publishLocation|ArtifactType MaxArtifactSize TargetPath Parallel ParallelCount StoreAsTar',
  'PublishPipelineArtifact@1':
    'targetPath|path artifact|artifactName publishLocation|artifactType fileSharePath parallel parallelCount properties',
  'PublishSymbols@2':
    'ConnectedServiceName SymbolsFolder SearchPattern Manifest IndexSources PublishSymbols SymbolServerType SymbolsPath CompressSymbols SymbolExpirationInDays IndexableFileFormats DetailedLog TreatNotIndexedAsWarning UseNetCoreClientTool SymbolsMaximumWaitTime SymbolsProduct SymbolsVersion SymbolsArtifactName',
  'PublishTestResults@2':
    'testResultsFormat|testRunner testResultsFiles searchFolder mergeTestResults failTaskOnFailedTests failTaskOnFailureToPublishResults failTaskOnMissingResultsFile testRunTitle buildPlatform|platform buildConfiguration|configuration publishRunAttachments',
  'TwineAuthenticate@1':
    'azureDevOpsServiceConnection|workloadIdentityServiceConnection feedUrl artifactFeed|artifactFeed pythonUploadServiceConnection|pythonUploadServiceConnection',
  'UniversalPackages@0':
    'command downloadDirectory|downloadDirectory feedsToUse|internalOrExternalDownload externalFeedCredentials|externalEndpoint vstsFeed|feedListDownload vstsFeedPackage|packageListDownload vstsPackageVersion|versionListDownload feedDownloadExternal packageDownloadExternal versionDownloadExternal publishDirectory|publishDirectory feedsToUsePublish|internalOrExternalPublish publishFeedCredentials|externalEndpoints vstsFeedPublish|feedListPublish publishPackageMetadata vstsFeedPackagePublish|packageListPublish feedPublishExternal packagePublishExternal versionOption|versionPublishSelector versionPublish packagePublishDescription verbosity publishedPackageVar',
  'UseDotNet@2':
    'packageType useGlobalJson workingDirectory version vsVersion includePreviewVersions installationPath performMultiLevelLookup requestTimeout',
  'UsePythonVersion@0': 'versionSpec disableDownloadFromRegistry allowUnstable githubToken addToPath architecture',
  'VSBuild@1':
    'solution vsVersion msbuildArgs platform configuration clean maximumCpuCount restoreNugetPackages msbuildArchitecture logProjectEvents createLogFile logFileVerbosity enableDefaultLogger customVersion',
  'VSTest@2':
    'testSelector testAssemblyVer2 testPlan testSuite testConfiguration tcmTestRun searchFolder resultsFolder testFiltercriteria runOnlyImpactedTests runAllTestsAfterXBuilds uiTests vstestLocationMethod vsTestVersion vstestLocation runSettingsFile overrideTestrunParameters pathtoCustomTestAdapters runInParallel runTestsInIsolation codeCoverageEnabled otherConsoleOptions distributionBatchType batchingBasedOnAgentsOption customBatchSizeValue batchingBasedOnExecutionTimeOption customRunTimePerBatchValue dontDistribute testRunTitle platform configuration publishRunAttachments failOnMinTestsNotRun minimumExpectedTests diagnosticsEnabled collectDumpOn rerunFailedTests rerunType rerunFailedThreshold rerunFailedTestCasesMaxLimit rerunMaxAttempts',
  'VSTest@3':
    'azureSubscription|ConnectedServiceName testSelector testAssemblyVer2 testPlan testSuite testConfiguration tcmTestRun searchFolder resultsFolder testFiltercriteria runOnlyImpactedTests runAllTestsAfterXBuilds uiTests vstestLocationMethod vsTestVersion vstestLocation runSettingsFile overrideTestrunParameters pathtoCustomTestAdapters runInParallel runTestsInIsolation codeCoverageEnabled otherConsoleOptions distributionBatchType batchingBasedOnAgentsOption customBatchSizeValue batchingBasedOnExecutionTimeOption customRunTimePerBatchValue dontDistribute testRunTitle platform configuration customLoggerConfig publishRunAttachments donotPublishTestResults failOnMinTestsNotRun minimumExpectedTests diagnosticsEnabled collectDumpOn rerunFailedTests rerunType rerunFailedThreshold rerunFailedTestCasesMaxLimit rerunMaxAttempts',
  'npmAuthenticate@0':
    'azureDevOpsServiceConnection|workloadIdentityServiceConnection feedUrl workingFile! customEndpoint',
};
